int find(int key);
