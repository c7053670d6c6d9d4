extern "C" int is_version() { return 1; }
