/* The trial's python.exe: python311.dll has the whole interpreter, only the door is missing. */
#include <wchar.h>
__declspec(dllimport) int Py_Main(int count, wchar_t **words);

int wmain(int count, wchar_t **words)
{
    return Py_Main(count, words);
}
