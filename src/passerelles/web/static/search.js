// The field of every page: suggestions while one types.
