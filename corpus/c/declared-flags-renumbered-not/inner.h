enum lib_flags { LIB_READ = READ, LIB_WRITE = WRITE };
