using System.Net;
using System.Net.Http.Headers;
using NasPipelines.TestKit;
using NasPipelines.Tests.Report;

namespace NasPipelines.Cluster.Tests.Faults;

/// <summary>The page of a silo, with a run that goes on.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
public sealed class StatusPageTests
{
    private const double Slow = 300; // milliseconds: a browser may take long to start
    private const string Hostile = "<script>alert(1)</script>";

    [Test]
    [CancelAfter(120_000)]
    public async Task Page_ARunThatGoesOn_IsShownAndItsButtonCancelsIt(CancellationToken timeout)
    {
        _ = timeout;
        using var folder = new TemporaryFolder();
        using var silos = new SilosOfFaults($"local:{folder.File("cluster.db")}", Slow);
        await silos.Start("a", Hostile);
        using var run = await RunOfFaults.Start(silos);
        await using var browser = await Browser.StartAsync();
        await using var page = await browser.NewPageAsync();
        List<string> faults = [];
        page.Console += (_, e) => faults.Add(e.Message.Text);
        page.PageError += (_, e) => faults.Add(e.Message);
        await page.AuthenticateAsync(new() { Username = "nas", Password = SilosOfFaults.Token });

        await page.GoToAsync(silos.Page("a"));
        var text = await page.EvaluateExpressionAsync<string>("document.body.innerText");
        var scripts = await page.EvaluateExpressionAsync<int>("document.scripts.length");
        var font = await page.EvaluateExpressionAsync<string>("getComputedStyle(document.body).fontSize");
        await page.ClickAsync("#runs button");

        Assert.That(() => run.Scoring, Throws.InstanceOf<IOException>().With.Message.Contains("cancelled at the cluster"));
        await page.GoToAsync(silos.Page("a"));
        var after = await page.EvaluateExpressionAsync<string>("document.querySelector('#runs').innerText");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Contain("synflow").And.Contain("running").And.Contain("of 243").And.Contain(Hostile));
            Assert.That(scripts, Is.Zero, "there is no script, of the page's or of data");
            Assert.That(font, Is.EqualTo("15px"), "the style is taken");
            Assert.That(after, Does.Contain("cancelled"));
            Assert.That(faults, Is.Empty);
        }
    }

    [Test]
    public async Task Page_WithoutTheToken_ShowsNothing()
    {
        using var folder = new TemporaryFolder();
        using var silos = new SilosOfFaults($"local:{folder.File("cluster.db")}");
        await silos.Start("a");
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var address = silos.Page("a");

        using var nobody = await client.GetAsync(address);
        using var wrong = await Send(HttpMethod.Get, "", "another", null);
        using var known = await Send(HttpMethod.Get, "", SilosOfFaults.Token, null);
        using var foreign = await Send(HttpMethod.Post, "runs/x/cancel", SilosOfFaults.Token, "cross-site");
        using var own = await Send(HttpMethod.Post, "runs/x/cancel", SilosOfFaults.Token, "same-origin");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(nobody.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await nobody.Content.ReadAsStringAsync(), Is.Empty);
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(known.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(known.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'"));
            Assert.That(foreign.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(own.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        }

        Task<HttpResponseMessage> Send(HttpMethod method, string path, string token, string? site)
        {
            var request = new HttpRequestMessage(method, address + path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (site is not null)
            {
                request.Headers.Add("Sec-Fetch-Site", site);
            }

            return client.SendAsync(request);
        }
    }
}
