struct s {
	int a;
	int z;
	int b;
};
int work(struct s *p, long n);
