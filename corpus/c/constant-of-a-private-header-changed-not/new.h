static const unsigned step = 2;
