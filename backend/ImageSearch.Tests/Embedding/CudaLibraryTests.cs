using ImageSearch.Engine.Embedding.Inference;

namespace ImageSearch.Tests.Embedding;

public class CudaLibraryTests
{
    private const string Library = "/program/libonnxruntime_providers_cuda.so";
    private const string Gpu = "/dev/nvidia0";

    [TestCase(Library)]
    [TestCase("/program/runtimes/linux-x64/native/libonnxruntime_providers_cuda.so")]
    public void Find_LibraryAndGpu_HasNoProblem(string library)
    {
        var found = CudaLibrary.Find("/program", new[] { library, Gpu }.Contains);

        Assert.That(found, Is.EqualTo(new CudaLibrary(library, null)));
    }

    [Test]
    public void Find_NoGpu_SaysSo() =>
        Assert.That(CudaLibrary.Find("/program", new[] { Library }.Contains).Problem, Does.Contain("no NVIDIA GPU was found"));

    [Test]
    public void Find_NoLibrary_SaysWhatToInstall() =>
        Assert.That(CudaLibrary.Find("/program", new[] { Gpu }.Contains).Problem, Does.Contain("com.github.asus4.onnxruntime.linux-x64-gpu"));
}
