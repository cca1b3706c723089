struct answer {
	unsigned char value;
};

unsigned int answer_value(struct answer answer);

int main(void)
{
	struct answer unknown = { 2 };

	return answer_value(unknown) != 7;
}
