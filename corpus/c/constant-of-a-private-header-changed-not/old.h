static const unsigned step = 1;
