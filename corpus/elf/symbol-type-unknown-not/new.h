int answer(void);
int question(void);
