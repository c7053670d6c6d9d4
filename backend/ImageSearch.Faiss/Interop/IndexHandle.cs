using Microsoft.Win32.SafeHandles;

namespace ImageSearch.Faiss.Interop;

/// <summary>Owns one <c>isf_index</c>. The native side counts what is alive, see <see cref="FaissRuntime.LiveObjects"/>.</summary>
internal sealed class IndexHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.FreeIndex(handle);
        return true;
    }
}
