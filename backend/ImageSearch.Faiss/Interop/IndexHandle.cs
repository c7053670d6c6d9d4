using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ImageSearch.Faiss.Interop;

/// <summary>Owns one <c>isf_index</c>. The native side counts live objects, see <see cref="FaissRuntime.LiveObjects"/>.</summary>
internal sealed class IndexHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>The factory string that creates such an index.</summary>
    public string Factory()
    {
        Span<byte> text = stackalloc byte[64];
        NativeMethods.GetFactory(this, text, text.Length).ThrowIfFailed();
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]);
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.FreeIndex(handle);
        return true;
    }
}
