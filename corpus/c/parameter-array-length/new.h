int pick(int values[8], int index);
