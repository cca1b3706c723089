extern float samples[8];
float sample_sum(void);
