using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Images.Bulk;

internal sealed class RenameTests : ServiceFixture
{
    [TearDown]
    public async Task DeleteAllAsync() => await Http.DeleteAsync("/api/v1/images?confirm=all");

    [Test]
    public async Task Rename_Filter_NumbersEachCategoryInTheOrderAdded()
    {
        await UploadAsync("dress", "z.jpg", "y.JPEG");
        await UploadAsync("shirt", "x.jpg");

        Assert.That(await RenameAsync(new { filter = new { }, pattern = "{category}_{number:3}" }), Is.EqualTo("""{"changed":3,"missing":0}"""));
        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "dress_001.jpg", "dress_002.JPEG", "shirt_001.jpg" }));
    }

    [Test]
    public async Task Rename_Ids_NumbersInTheirOrder()
    {
        var ids = await UploadAsync(null, "a.jpg", "b.jpg", "c.jpg");

        var answer = await RenameAsync(new { ids = new[] { ids[2], ids[0], ids[2], 999_999 }, pattern = "p{number}", start = 5 });

        Assert.That(answer, Is.EqualTo("""{"changed":2,"missing":1}"""));
        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "p6.jpg", "b.jpg", "p5.jpg" }));
    }

    [Test]
    public async Task Rename_SameNameForAll_OlderClientsStillFindEach()
    {
        await UploadAsync(null, "a.jpg", "b.jpg", "c.jpg");
        await RenameAsync(new { filter = new { }, pattern = "same" });

        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "same.jpg", "same.jpg", "same.jpg" }));
        var fileNames = (await GetAsync("/api/images")).Items("images").Select(name => name.GetValue<string>()).ToArray();
        Assert.That(fileNames, Is.Unique);
        foreach (var fileName in fileNames)
            Assert.That((await Http.GetAsync($"/images/{fileName}")).IsSuccessStatusCode, fileName);
    }

    [Test]
    public async Task Rename_PatternWithAPath_NeverLeavesTheName()
    {
        var ids = await UploadAsync("x/..", "a.jpg");
        await RenameAsync(new { ids, pattern = "../../{category}/evil" });

        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "evil.jpg" }));
    }

    [TestCase(null, 1)]
    [TestCase("{folder}", 1)]
    [TestCase("a{number}", -1)]
    public async Task Rename_BadRequest_Is400AndTouchesNothing(string? pattern, int start)
    {
        await UploadAsync(null, "a.jpg");
        await Http.PostAsync("/api/v1/images/rename", new { filter = new { }, pattern, start }, 400);

        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "a.jpg" }));
    }

    [Test]
    public async Task Categorize_FromName_ReadsTheCategoryAndLeavesOthersAlone()
    {
        await UploadAsync("kept", "t-shirt-001.jpg", "t-shirt_2.jpg", "photo.jpg");

        var answer = await Http.PostAsync("/api/v1/images/categorize", new { filter = new { }, from = "name" });

        Assert.That(answer.ToJsonString(), Is.EqualTo("""{"changed":2,"missing":0}"""));
        Assert.That(
            (await GetAsync("/api/v1/images")).Items().Select(image => image.Text("category")), Is.EqualTo(new[] { "t-shirt", "t-shirt", "kept" }));
        await Http.PostAsync("/api/v1/images/categorize", new { filter = new { }, from = "folder" }, 400);
        await Http.PostAsync("/api/v1/images/categorize", new { filter = new { }, from = "name", category = "a" }, 400);
    }

    [Test]
    public async Task List_Categorized_FindsThoseWithAndWithout()
    {
        var with = await UploadAsync("dress", "a.jpg");
        var without = await UploadAsync(null, "b.jpg");

        Assert.That((await GetAsync("/api/v1/images?categorized=true")).Items().Select(image => image.Id()), Is.EqualTo(with));
        Assert.That((await GetAsync("/api/v1/images?categorized=false")).Items().Select(image => image.Id()), Is.EqualTo(without));
        await Http.ProblemAsync(HttpMethod.Get, "/api/v1/images?categorized=maybe", 400);
    }

    private async Task<long[]> UploadAsync(string? category, params string[] names)
    {
        var form = Multipart.Of(names.Select((name, i) => (name, TestImages.Jpeg(24, 24, i + (category ?? "").Length * 10))))
            .Field("category", category ?? "")
            .Field("onDuplicate", "keep");
        var upload = await Http.SendAsync(HttpMethod.Post, "/api/v1/images", form.ToContent(), 201);
        return upload.Items("results").Select(result => result["image"]!.Id()).ToArray();
    }

    private async Task<string> RenameAsync(object body) => (await Http.PostAsync("/api/v1/images/rename", body)).ToJsonString();

    private async Task<string[]> NamesAsync() => (await GetAsync("/api/v1/images")).Items().Select(image => image.Text("name")).ToArray();
}
