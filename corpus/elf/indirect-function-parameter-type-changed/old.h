struct s {
	int a;
	int b;
};
int work(struct s *p, int n);
