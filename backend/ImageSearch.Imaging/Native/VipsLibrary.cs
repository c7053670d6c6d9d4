using System.Runtime.InteropServices;

namespace ImageSearch.Imaging.Native;

/// <summary>Starts libvips once per process, before its first use, with everything closed that is not needed.</summary>
internal static unsafe class VipsLibrary
{
    // Loaders by class: whatever else this build of libvips can open (SVG, its own format, raw data, CSV ...) stays blocked.
    private static readonly string[] Allowed =
    [
        "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadNsgif", "VipsForeignLoadWebp", "VipsForeignLoadTiff",
        "VipsForeignLoadHeif",
    ];

    private static readonly Lazy<string> Started = new(Start);

    /// <summary>The version that was loaded, such as "8.18.7".</summary>
    public static string Version => Started.Value;

    public static void EnsureStarted() => _ = Started.Value;

    private static string Start()
    {
        // Before vips_init: nothing that a hostile file provokes may reach the terminal.
        VipsNative.g_log_set_default_handler(&Discard, null);
        VipsException.ThrowIfFailed(VipsNative.vips_init("ImageSearch"));

        // The callers bring the parallelism, one picture per thread; results are never asked for twice.
        VipsNative.vips_concurrency_set(1);
        VipsNative.vips_cache_set_max(0);

        VipsNative.vips_block_untrusted_set(1);
        VipsNative.vips_operation_block_set("VipsForeignLoad", 1);
        foreach (var loader in Allowed)
        {
            VipsNative.vips_operation_block_set(loader, 0);
        }

        return $"{VipsNative.vips_version(0)}.{VipsNative.vips_version(1)}.{VipsNative.vips_version(2)}";
    }

    [UnmanagedCallersOnly]
    private static void Discard(byte* domain, int level, byte* message, void* data)
    {
    }
}
