using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>
/// Puts CUDA into a session's options. There are two ways, and which one a provider library takes depends on how it was built:
/// the older one that ONNX Runtime's core knows by name, and the plug-in interface. The older is tried first.
/// </summary>
internal static class CudaProvider
{
    private const string Name = "CUDAExecutionProvider";

    /// <summary>Options with CUDA in them, owned by the caller.</summary>
    /// <param name="create">Makes fresh options: an attempt that failed may leave traces in the ones it was given.</param>
    /// <exception cref="OnnxRuntimeException">Neither way works, as when CUDA or cuDNN are not installed.</exception>
    public static SessionOptions Append(string libraryPath, Func<SessionOptions> create, ILogger logger)
    {
        try
        {
            return With(create, AppendByName);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            logger.LogInformation("CUDA could not be added by name ({Reason}); trying it as a plug-in", exception.Message);
            return With(create, options => AppendPlugin(options, libraryPath));
        }
    }

    /// <summary>Whether an exception says that CUDA does not work here, rather than that the program has a bug.</summary>
    public static bool IsUnavailable(Exception exception) =>
        exception is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException or NotSupportedException;

    private static SessionOptions With(Func<SessionOptions> create, Action<SessionOptions> append)
    {
        var options = create();
        try
        {
            append(options);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }

    private static void AppendByName(SessionOptions options)
    {
        // through the options structure: the core library of the npm package does not export the plain function
        using var cuda = new OrtCUDAProviderOptions();
        options.AppendExecutionProvider_CUDA(cuda);
    }

    private static void AppendPlugin(SessionOptions options, string libraryPath)
    {
        var environment = OnnxEnvironment.Get();
        if (!Devices(environment).Any())
            environment.RegisterExecutionProviderLibrary(Name, libraryPath);
        var device = Devices(environment).FirstOrDefault()
            ?? throw new NotSupportedException($"{libraryPath} was loaded but offers no GPU.");
        options.AppendExecutionProvider(environment, [device], new Dictionary<string, string>());
    }

    private static IEnumerable<OrtEpDevice> Devices(OrtEnv environment) =>
        environment.GetEpDevices().Where(device => device.EpName == Name && device.HardwareDevice.Type == OrtHardwareDeviceType.GPU);
}
