using Microsoft.ML.OnnxRuntime;

namespace ImageSearch.Engine.Embedding.Inference;

/// <summary>
/// Puts CUDA into a session's options. There are two ways, and which one a provider library takes depends on how it was built:
/// the older one that ONNX Runtime's core knows by name, and the plug-in interface.
/// </summary>
internal static class CudaProvider
{
    private const string Name = "CUDAExecutionProvider";

    /// <summary>The ways, in the order in which to try them. A session that cannot be opened afterwards speaks against a way too.</summary>
    public static IReadOnlyList<(string Way, Action<SessionOptions> Append)> Ways(string libraryPath) =>
        [("by name", AppendByName), ("as a plug-in", options => AppendPlugin(options, libraryPath))];

    /// <summary>Whether an exception says that CUDA does not work here, rather than that the program has a bug.</summary>
    public static bool IsUnavailable(Exception exception) =>
        exception is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException or NotSupportedException;

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
