using System.Runtime.InteropServices;
using ImageSearch.Faiss.Interop;

namespace ImageSearch.Faiss;

/// <summary>The native library as a whole.</summary>
/// <remarks>
/// OpenMP (libgomp) keeps a team of threads for every thread that ever called FAISS, and never gives one back while that
/// thread lives. Call FAISS from few, fixed threads of your own, not from the thread pool: each pool thread would cost a
/// team. The number of threads is a property of the calling thread too, so every such thread sets it once for itself.
/// </remarks>
public static unsafe class FaissRuntime
{
    /// <summary>The version of FAISS, such as <c>1.7.3</c>.</summary>
    public static string Version => Marshal.PtrToStringUTF8((nint)NativeMethods.FaissVersion())!;

    /// <summary>The number of threads that a FAISS call from the calling thread uses; initially one for each core.</summary>
    public static int Threads => NativeMethods.Threads();

    /// <summary>Number of indexes and filters in the process that are not yet disposed or finalized.</summary>
    public static long LiveObjects => NativeMethods.LiveObjects();

    /// <summary>
    /// Sets the number of threads that FAISS uses in calls <b>from the calling thread</b>; other threads keep their number.
    /// </summary>
    /// <param name="threads">1 to 1024.</param>
    /// <exception cref="FaissException"><paramref name="threads"/> is out of range.</exception>
    public static void SetThreads(int threads) => NativeMethods.SetThreads(threads).ThrowIfFailed();
}
