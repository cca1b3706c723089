_Complex float turn_float(_Complex float z);
_Complex double turn(_Complex double z);
_Complex long double turn_long(_Complex long double z);
__float128 half(__float128 x);
unsigned __int128 twice(unsigned __int128 x);
