using ImageSearch.Engine.Embedding.Inference;

namespace ImageSearch.Tests.Embedding;

public class CudaProviderTests
{
    private static readonly string[] WithCuda = ["CUDAExecutionProvider", "CPUExecutionProvider"];
    private static readonly string[] WithoutCuda = ["CPUExecutionProvider"];

    [TestCase("/dev/nvidia0")]
    [TestCase("/dev/dxg")]
    public void Problem_GpuAndProvider_IsNone(string driver) => Assert.That(CudaProvider.Problem(WithCuda, driver.Equals), Is.Null);

    [Test]
    public void Problem_NoGpu_SaysSo() => Assert.That(CudaProvider.Problem(WithCuda, _ => false), Does.Contain("no NVIDIA GPU was found"));

    [Test]
    public void Problem_BuiltForTheProcessor_SaysHowToBuild() =>
        Assert.That(CudaProvider.Problem(WithoutCuda, "/dev/nvidia0".Equals), Does.Contain("-p:Gpu=true"));
}
