using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ImageSearch.BrowserTests.Stack;

/// <summary>kill(2), which .NET offers only for SIGKILL.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    public static void Send(int process, int signal)
    {
        if (NativeKill(process, signal) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"signal {signal} did not reach process {process}");
    }

    public static void SendToGroup(int leader, int signal) => Send(-leader, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int NativeKill(int process, int signal);
}
