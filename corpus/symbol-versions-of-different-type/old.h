int blend(int ratio);
