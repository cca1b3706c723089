typedef int step_fn(int amount);
struct machine {
	step_fn *step;
};

int run(struct machine *m);
