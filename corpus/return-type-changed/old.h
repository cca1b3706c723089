int temperature(int sensor);
