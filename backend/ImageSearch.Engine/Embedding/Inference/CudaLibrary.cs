using System.Runtime.InteropServices;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>The provider library that lets ONNX Runtime compute on an NVIDIA GPU: an optional install beside the product.</summary>
/// <param name="Path">Where it lies, or null.</param>
/// <param name="Problem">Why CUDA cannot be used, a sentence; null where the library and a GPU are there.</param>
internal sealed record CudaLibrary(string? Path, string? Problem)
{
    private const string FileName = "libonnxruntime_providers_cuda.so";

    // a driver's device file in a container or on a machine; WSL has its own
    private static readonly string[] DriverFiles = ["/dev/nvidia0", "/dev/nvidiactl", "/dev/dxg"];

    /// <summary>Looks beside the program, where ONNX Runtime's own library lies.</summary>
    public static CudaLibrary Find() => Find(AppContext.BaseDirectory, File.Exists);

    public static CudaLibrary Find(string programDirectory, Func<string, bool> exists)
    {
        string[] candidates =
        [
            System.IO.Path.Combine(programDirectory, FileName),
            System.IO.Path.Combine(programDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", FileName),
            System.IO.Path.Combine(programDirectory, "runtimes", "linux-x64", "native", FileName),
        ];
        var path = candidates.FirstOrDefault(exists);
        if (!DriverFiles.Any(exists))
            return new CudaLibrary(path, "no NVIDIA GPU was found: there is no /dev/nvidia0.");
        return path is null
            ? new CudaLibrary(null, $"{FileName} is missing beside the program: install the npm package "
                + "com.github.asus4.onnxruntime.linux-x64-gpu 0.4.9 and build again.")
            : new CudaLibrary(path, null);
    }
}
