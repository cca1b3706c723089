void *find(int key);
