int configure(int what, int data);
