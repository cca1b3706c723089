struct machine;
typedef int step_fn(struct machine *m);
struct machine {
	step_fn *step;
};

int run(struct machine *m);
