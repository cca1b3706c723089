double temperature(int sensor);
