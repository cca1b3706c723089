extern float ratio;
extern double exact_ratio;
float ratio_float(void);
