/* Wine 8 has no bcryptprimitives.dll, which Rust's library asks for random bytes (Windows 8 and later). For the trial alone. */
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID bytes, ULONG count); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count)
{
    while (count) {
        ULONG part = count > 0x1000000 ? 0x1000000 : (ULONG)count;
        if (!SystemFunction036(bytes, part))
            return FALSE;
        bytes += part;
        count -= part;
    }
    return TRUE;
}
