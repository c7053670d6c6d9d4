using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>ONNX Runtime's CUDA provider, which computes on an NVIDIA GPU. Only a build with <c>-p:Gpu=true</c> has it.</summary>
internal static class CudaProvider
{
    private const string Name = "CUDAExecutionProvider";

    // the driver's device files on a machine or in a container; WSL has its own
    private static readonly string[] DriverFiles = ["/dev/nvidia0", "/dev/nvidiactl", "/dev/dxg"];

    /// <summary>
    /// Why CUDA cannot be used, as a sentence; null if both a GPU and the provider exist, so that an attempt is worthwhile.
    /// </summary>
    public static string? Problem() => Problem(OnnxEnvironment.Get().GetAvailableProviders(), File.Exists);

    /// <param name="providers">The providers that the native library was built with.</param>
    /// <param name="exists">Whether a file exists.</param>
    public static string? Problem(IEnumerable<string> providers, Func<string, bool> exists)
    {
        if (!DriverFiles.Any(exists))
            return "no NVIDIA GPU was found: there is no /dev/nvidia0.";
        return providers.Contains(Name)
            ? null
            : "this build has no CUDA provider: build it with -p:Gpu=true, as docker-compose.gpu.yml does.";
    }

    /// <summary>Opens a session on the first GPU.</summary>
    /// <param name="options">Disposed by the caller.</param>
    /// <returns>The session, or why CUDA does not work here: driver, CUDA, cuDNN, or the GPU's memory.</returns>
    public static (InferenceSession? Session, string? Problem) Open(SessionOptions options, Func<SessionOptions, InferenceSession> create)
    {
        try
        {
            using var cuda = new OrtCUDAProviderOptions();
            options.AppendExecutionProvider_CUDA(cuda);
            return (create(options), null);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            return (null, $"CUDA does not work ({exception.Message.TrimEnd('.', '\n', ' ')}).");
        }
    }
}
