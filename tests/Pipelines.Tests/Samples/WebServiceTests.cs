using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using NasPipelines.Samples;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Samples;

/// <summary>The sample of a web service under many clients: every request is answered, no connection is reset.</summary>
public sealed class WebServiceTests
{
    [TestCase(40, 3)]
    [TestCase(200, 30, Explicit = true, Reason = "half a minute of both cores")]
    [CancelAfter(120_000)]
    public async Task Service_UnderManyClients_AnswersEachRequest(int clients, int seconds, CancellationToken timeout)
    {
        await using var app = WebService.Create("http://127.0.0.1:0");
        await app.StartAsync(timeout);
        var address = new Uri(app.Urls.Single());
        string[] texts = [.. SearchSpaces.NasBench201.Sample(400, 3).Select(a => a.Text)];
        var answers = new ConcurrentDictionary<string, int>();
        var longest = 0.0;
        var until = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            using var http = new HttpClient { BaseAddress = address };
            for (var i = client; Stopwatch.GetTimestamp() < until; i += 7)
            {
                var text = Uri.EscapeDataString(i % 20 == 0 ? "garbage" : texts[i % texts.Length]);
                var start = Stopwatch.GetTimestamp();
                var answer = await Ask(http, i % 3 == 0 && i % 20 != 0 ? $"/vote?architecture={text}" : $"/score?architecture={text}");
                answers.AddOrUpdate(answer, 1, (_, n) => n + 1);
                longest = Math.Max(longest, Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }));
        TestContext.Out.WriteLine(
            $"{clients} clients, {seconds} s: {string.Join(", ", answers.Select(a => $"{a.Value} × {a.Key}"))}; longest {longest:F2} s");

        Assert.That(answers.Keys, Is.SubsetOf(new[] { nameof(HttpStatusCode.OK), nameof(HttpStatusCode.ServiceUnavailable) }));
        Assert.That(answers[nameof(HttpStatusCode.OK)], Is.GreaterThan(clients));
        await app.StopAsync(timeout);
    }

    [Test]
    public async Task Service_OfOneRequest_HasScoresOrReasons()
    {
        await using var app = WebService.Create("http://127.0.0.1:0");
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var good = await http.GetFromJsonAsync<JsonElement>("/score?architecture=333333");
        var bad = await http.GetFromJsonAsync<JsonElement>("/score?architecture=x");
        var vote = await http.GetFromJsonAsync<double>("/vote?architecture=333333");

        Assert.That(good.GetProperty("synflow").GetProperty("value").GetDouble(), Is.Positive);
        Assert.That(bad.GetProperty("synflow").GetProperty("value").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(bad.GetProperty("synflow").GetProperty("reason").GetString(), Is.Not.Empty);
        Assert.That(double.IsFinite(vote));
        await app.StopAsync();
    }

    private static async Task<string> Ask(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            _ = await answer.Content.ReadAsStringAsync();
            return answer.StatusCode.ToString();
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
    }
}
