_Float64 half(_Float64 x);
