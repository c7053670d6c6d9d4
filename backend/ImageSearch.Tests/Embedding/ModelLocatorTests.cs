using System.Security.Cryptography;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Tests.Embedding;

public class ModelLocatorTests : EmbeddingFixture
{
    private const string BuiltIns = """
        {"models": [
          {"id": "a", "name": "A", "file": "absent.onnx", "bytes": 1, "sha256": "SHA", "licence": "MIT", "builtIn": true, REST},
          {"id": "b", "name": "B", "file": "user.onnx", "bytes": 1, "sha256": "SHA", "licence": "MIT", REST},
          {"id": "c", "name": "C", "file": "starter/starter.onnx", "bytes": 1, "sha256": "SHA", "licence": "MIT", "builtIn": true, REST}
        ]}
        """;

    private const string Rest = """
        "input": {"tensor": "image", "layout": "NCHW", "width": 32, "height": 32},
        "preprocessing": {"resize": 36, "crop": 32, "mean": [0, 0, 0], "std": [1, 1, 1]},
        "output": {"tensor": "embedding", "dimension": 32}
        """;

    [Test]
    public async Task LocateAsync_EverythingIsThere_TakesTheFirstOfTheOrder()
    {
        var setting = Place("setting.onnx");
        var variable = Place("variable.onnx");
        var placed = Place("resnet50.onnx");
        var builtIn = Place("starter/starter.onnx");
        Place("user.onnx");
        File.WriteAllText(Path.Combine(Folder, "models.json"), BuiltIns.Replace("SHA", new string('0', 64)).Replace("REST", Rest));

        Assert.That(await PathOfAsync(setting, variable), Is.EqualTo(setting));
        Assert.That(await PathOfAsync(null, variable), Is.EqualTo(variable));
        Assert.That(await PathOfAsync(" ", ""), Is.EqualTo(placed));
        File.Delete(placed);
        Assert.That(await PathOfAsync(null, null), Is.EqualTo(builtIn));
    }

    [Test]
    public void LocateAsync_NoModelAtAll_SaysWhereToPutOne()
    {
        Assert.That(() => PathOfAsync(null, null), Throws.TypeOf<ModelException>()
            .With.Message.Contains(Path.Combine(Folder, "resnet50.onnx"))
            .And.Message.Contains("--model").And.Message.Contains("Embedding:ModelPath").And.Message.Contains("IMAGESEARCH_MODEL"));
    }

    [Test]
    public void LocateAsync_GivenFileIsMissing_NamesFileAndSettingInsteadOfLookingFurther()
    {
        Place("resnet50.onnx");
        var missing = Path.Combine(Folder, "missing.onnx");

        Assert.That(() => PathOfAsync(missing, null), Throws.TypeOf<ModelException>()
            .With.Message.Contains(missing).And.Message.Contains("Embedding:ModelPath").And.Message.Contains("does not exist"));
        Assert.That(() => PathOfAsync(null, missing), Throws.TypeOf<ModelException>()
            .With.Message.Contains(missing).And.Message.Contains("the variable IMAGESEARCH_MODEL"));
        Assert.That(() => PathOfAsync(Folder, null), Throws.TypeOf<ModelException>().With.Message.Contains("is a folder"));
    }

    [Test]
    public async Task LocateAsync_FileOfTheRegistryUnderAnotherName_IsKnownByItsContents()
    {
        var path = Place("renamed.onnx");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllText(Path.Combine(Folder, "models.json"), BuiltIns.Replace("SHA", sha256).Replace("REST", Rest));

        var file = await Locator(path, null).LocateAsync(CancellationToken.None);

        Assert.That((file.Path, file.Sha256, file.Bytes), Is.EqualTo((path, sha256, new FileInfo(path).Length)));
        Assert.That(file.Registered?.Name, Is.EqualTo("A"));
    }

    [Test]
    public async Task LocateAsync_TwoEntriesDescribeOneFile_TheIdDecides()
    {
        var path = Place("downloads/user.onnx");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllText(Path.Combine(Folder, "models.json"), BuiltIns.Replace("SHA", sha256).Replace("REST", Rest));

        var byId = await LocateAsync(options => options.Model = "b");
        var byPathAndId = await LocateAsync(options => (options.ModelPath, options.Model) = (path, "c"));
        var asked = await Downloads(new EmbeddingOptions { ModelsDirectory = Folder }).LocateAsync("b", CancellationToken.None);

        Assert.That((byId.Path, byId.Registered?.Id), Is.EqualTo((path, "b")));
        Assert.That((byPathAndId.Path, byPathAndId.Registered?.Id), Is.EqualTo((path, "c")));
        Assert.That(asked, Is.EqualTo(byId));
    }

    [TestCase("b", "is not there. Fetch it first")]
    [TestCase("z", "only a, b, c")]
    [TestCase("c", "is not the file that models.json describes as 'c'")]
    public void LocateAsync_IdThatDoesNotWork_SaysWhy(string id, string reason)
    {
        Place("starter/starter.onnx");
        Place("resnet50.onnx");
        File.WriteAllText(Path.Combine(Folder, "models.json"), BuiltIns.Replace("SHA", new string('0', 64)).Replace("REST", Rest));

        Assert.That(() => LocateAsync(options => options.Model = id), Throws.TypeOf<ModelException>().With.Message.Contains(reason));
    }

    [Test]
    public async Task LocateAsync_FileWasReplaced_SeesTheNewContents()
    {
        var path = Place("model.onnx");
        var locator = Locator(path, null);
        var first = await locator.LocateAsync(CancellationToken.None);
        File.WriteAllText(path, "other contents, of another length");

        var second = await locator.LocateAsync(CancellationToken.None);

        Assert.That(second.Sha256, Is.Not.EqualTo(first.Sha256));
    }

    private Task<ModelFile> LocateAsync(Action<EmbeddingOptions> configure)
    {
        var options = new EmbeddingOptions { ModelsDirectory = Folder };
        configure(options);
        return Downloads(options).LocateAsync(CancellationToken.None);
    }

    private ModelLocator Downloads(EmbeddingOptions options) => new(options, _ => null, Path.Combine(Folder, "downloads"));

    private async Task<string> PathOfAsync(string? setting, string? variable) =>
        (await Locator(setting, variable).LocateAsync(CancellationToken.None)).Path;

    private ModelLocator Locator(string? setting, string? variable) =>
        new(new EmbeddingOptions { ModelPath = setting, ModelsDirectory = Folder }, name => name == "IMAGESEARCH_MODEL" ? variable : null);

    private string Place(string name)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, name);
        return path;
    }
}
