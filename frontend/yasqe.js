// The SPARQL editor of Yasgui alone: the results are shown by our own modules.
import "@zazuko/yasqe/build/yasqe.min.css";
import Yasqe from "@zazuko/yasqe";

export { Yasqe };
export default Yasqe;
