namespace ImageSearch.Engine.Embedding;

/// <summary>The messages for an unusable model file: what is wrong with it and what to do.</summary>
internal static class UnusableModel
{
    public static ModelException Because(string path, string reason) =>
        new($"{path} cannot embed pictures: {reason}. Name a model that takes float images and returns one vector for each.");

    public static ModelException NotOnnx(string path, Exception exception) => new(
        $"{path} is not an ONNX model that can be loaded: {Plain(exception)}. "
        + "It may be incomplete or another kind of file; fetch it again or name another.",
        exception);

    /// <param name="version">"opset 99 (format 8)".</param>
    public static ModelException TooNew(string path, string version, Exception exception) => new(
        $"{path} is written in a newer version of ONNX than this program reads: {version}. Export it with an older opset (17, say), or name "
            + $"another model.",
        exception);

    public static ModelException TooLarge(string path, long bytes) => new(
        $"{path} has {bytes:N0} bytes, but an ONNX file cannot be larger than 2 GB. "
        + "Name another model; one for pictures is rarely larger than a tenth of that.");

    private static string Plain(Exception exception) => exception.Message.TrimEnd('.', '\n', ' ');
}
