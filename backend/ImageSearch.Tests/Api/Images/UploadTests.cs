using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Images;

internal sealed class UploadTests : ServiceFixture
{
    private static readonly string[] ImageMembers =
        ["id", "name", "width", "height", "bytes", "format", "sha256", "category", "tags", "addedAt", "status", "url", "thumbnailUrl"];

    private int _seed = 1000;

    [Test]
    public async Task Post_OnePicture_AnswersWhatBecameOfIt()
    {
        var bytes = TestImages.Jpeg(120, 80, Seed());
        var upload = await UploadAsync(201, Multipart.Of(("red dress.jpg", bytes)).Field("category", "dress").Field("tags", "summer, red,,red"));

        Assert.That(upload.Members(), Is.EqualTo(new[] { "results", "added", "duplicates", "rejected" }));
        var result = upload.Items("results").Single();
        Assert.That(result.Members(), Is.EqualTo(new[] { "name", "outcome", "image" }));
        Assert.That(result.Text("outcome"), Is.EqualTo("added"));
        var image = result["image"]!;
        Assert.That(image.Members(), Is.EqualTo(ImageMembers));
        Assert.That(image.Text("name"), Is.EqualTo("red dress.jpg"));
        Assert.That(image["width"]!.GetValue<int>(), Is.EqualTo(120));
        Assert.That(image["height"]!.GetValue<int>(), Is.EqualTo(80));
        Assert.That(image["bytes"]!.GetValue<long>(), Is.EqualTo(bytes.Length));
        Assert.That(image.Text("format"), Is.EqualTo("jpeg"));
        Assert.That(image.Text("sha256"), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        Assert.That(image.Text("category"), Is.EqualTo("dress"));
        Assert.That(image["tags"]!.ToJsonString(), Is.EqualTo("""["red","summer"]"""));
        Assert.That(image.Text("url"), Is.EqualTo($"/api/v1/images/{image.Id()}/content"));
        Assert.That(image.Text("thumbnailUrl"), Is.EqualTo($"/api/v1/images/{image.Id()}/thumbnail"));
        Assert.That(image.Text("status"), Is.AnyOf("pending", "indexed"));
        Assert.That(DateTimeOffset.Parse(image.Text("addedAt")), Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task Post_ContentThatIsThereAlready_IsADuplicateOfTheFirst()
    {
        var bytes = TestImages.Jpeg(40, 40, Seed());
        var first = Image(await UploadAsync(201, Multipart.Of(("one.jpg", bytes))));
        var again = await UploadAsync(200, Multipart.Of(("two.jpg", bytes)));

        Assert.That(again["duplicates"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(again.Items("results")[0].Text("outcome"), Is.EqualTo("duplicate"));
        Assert.That(Image(again).Id(), Is.EqualTo(first.Id()));
    }

    [Test]
    public async Task Post_SameContentTwiceInOneForm_AddsItOnce()
    {
        var bytes = TestImages.Png(40, 40, Seed());
        var upload = await UploadAsync(201, Multipart.Of(("one.png", bytes), ("two.png", bytes)));

        Assert.That(upload.Items("results").Select(result => result.Text("outcome")), Is.EqualTo(new[] { "added", "duplicate" }));
        Assert.That(upload.Items("results").Select(result => result["image"]!.Id()).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Post_SameContentFromManyClientsAtOnce_AddsItOnce()
    {
        var bytes = TestImages.Jpeg(60, 60, Seed());
        var forms = Enumerable.Range(0, 12).Select(i => Http.PostAsync("/api/v1/images", Multipart.Of(($"{i}.jpg", bytes)).ToContent()));
        var answers = await Task.WhenAll(forms);

        Assert.That(answers.Count(answer => (int)answer.StatusCode == 201), Is.EqualTo(1));
        Assert.That(answers.Count(answer => (int)answer.StatusCode == 200), Is.EqualTo(11));
    }

    [Test]
    public async Task Post_DuplicateToKeep_SharesTheOriginalUntilTheLastGoes()
    {
        var bytes = TestImages.Jpeg(50, 50, Seed());
        var first = Image(await UploadAsync(201, Multipart.Of(("kept.jpg", bytes))));
        var second = Image(await UploadAsync(201, Multipart.Of(("kept.jpg", bytes)).Field("onDuplicate", "keep")));
        Assert.That(second.Id(), Is.Not.EqualTo(first.Id()));
        Assert.That(Tidiness.Originals(Service.Data).Count(sha256 => sha256 == first.Text("sha256")), Is.EqualTo(1));

        await DeleteAsync(first.Id());
        Assert.That(await Http.GetByteArrayAsync(second.Text("url")), Is.EqualTo(bytes));
        await DeleteAsync(second.Id());
        Assert.That(Tidiness.Originals(Service.Data), Does.Not.Contain(first.Text("sha256")));
    }

    [Test]
    public async Task Post_OneBadFileAmongGood_AddsTheGoodOnes()
    {
        var upload = await UploadAsync(201, Multipart.Of(
            ("a.jpg", TestImages.Jpeg(30, 30, Seed())), ("b.jpg", "not a picture"u8.ToArray()), ("c.jpg", []), ("d.png", TestImages.Png(
                30,
                30,
                Seed()))));

        Assert.That(upload.Items("results").Select(result => result.Text("outcome")), Is.EqualTo(new[] { "added", "rejected", "rejected", "added" }));
        Assert.That(upload["added"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(upload["rejected"]!.GetValue<int>(), Is.EqualTo(2));
        var problem = upload.Items("results")[1]["problem"]!;
        Assert.That(problem["status"]!.GetValue<int>(), Is.EqualTo(415));
        Assert.That(problem.Members(), Is.SupersetOf(new[] { "type", "title", "status", "detail", "traceId" }));
        Assert.That(upload.Items("results")[2]["problem"]!["status"]!.GetValue<int>(), Is.EqualTo(422));
    }

    [Test]
    public async Task Post_NothingButBadFiles_AnswersTheFirstOnesProblemWithTheResults()
    {
        var problem = await UploadAsync(422, Multipart.Of(("empty.jpg", []), ("text.jpg", "text"u8.ToArray())));

        Assert.That(problem.Text("type"), Is.EqualTo("urn:imagesearch:empty-file"));
        Assert.That(problem["rejected"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(problem["added"]!.GetValue<int>(), Is.Zero);
        Assert.That(problem.Items("results").Select(result => result.Text("name")), Is.EqualTo(new[] { "empty.jpg", "text.jpg" }));
    }

    [Test]
    public async Task Post_FieldsAfterTheFiles_CountAsWell()
    {
        var form = new Multipart().Field("category", "before").File("x.jpg", TestImages.Jpeg(30, 30, Seed())).Field("category", "after")
            .Field("tags", "t");
        var image = Image(await UploadAsync(201, form));

        Assert.That(image.Text("category"), Is.EqualTo("after"));
        Assert.That(image["tags"]!.ToJsonString(), Is.EqualTo("""["t"]"""));
    }

    [TestCase("onDuplicate", "replace")]
    [TestCase("onDuplicate", "skip,keep")]
    [TestCase("onDuplicate", "1")]
    [TestCase("category", "with\u0001control")]
    public async Task Post_BadField_AddsNothing(string field, string value)
    {
        var before = (await GetAsync("/api/v1/images?limit=1"))["total"]!.GetValue<long>();
        await UploadAsync(400, Multipart.Of(("x.jpg", TestImages.Jpeg(30, 30, Seed()))).Field(field, value));

        Assert.That((await GetAsync("/api/v1/images?limit=1"))["total"]!.GetValue<long>(), Is.EqualTo(before));
    }

    [Test]
    public async Task Post_ContentWhoseOriginalGotLost_BringsItBack()
    {
        var bytes = TestImages.Jpeg(50, 50, Seed());
        var image = await AddAsync("lost.jpg", bytes);
        var sha256 = image.Text("sha256");
        File.Delete(Path.Combine(Service.Data, "images", sha256[..2], sha256[2..] + ".jpg"));
        await Http.ProblemAsync(HttpMethod.Get, image.Text("url"), 404);

        await UploadAsync(200, Multipart.Of(("lost.jpg", bytes)));
        Assert.That(await Http.GetByteArrayAsync(image.Text("url")), Is.EqualTo(bytes));
    }

    private int Seed() => Interlocked.Increment(ref _seed);

    private static JsonNode Image(JsonNode upload) => upload.Items("results").Single()["image"]!;

    private Task<JsonNode> UploadAsync(int status, Multipart form) => Http.SendAsync(HttpMethod.Post, "/api/v1/images", form.ToContent(), status);

    private async Task DeleteAsync(long id) => Assert.That((int)(await Http.DeleteAsync($"/api/v1/images/{id}")).StatusCode, Is.EqualTo(204));
}
