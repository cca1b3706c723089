extern float weights[4];
