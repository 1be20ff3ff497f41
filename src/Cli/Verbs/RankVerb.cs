using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring.Journals;
using NasPipelines.Stages;
using NasPipelines.Images;
using NasPipelines.Uncertainty;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas rank INPUT --truth COLUMN --proxies a,b --until 0.95</c>: scores architectures in random order until the order of estimators, or
/// the set of the best, is settled.
/// </summary>
internal static class RankVerb
{
    public const string Name = "rank";

    public const string Description =
        "Find the order of estimators on as few architectures as it takes: score in random order, by --seed, until it is settled.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var input = new InputOptions(command, common);
        var further = new FurtherTables(command, common, input);
        var truth = new Option<string?>("--truth") { Description = "Column with the true accuracy; required." };
        var scores = OptionRules.Names("--scores", "Score columns of INPUT and --with, separated by commas.", "names of score columns");
        var proxies = ScoreVerb.Proxies();
        var images = ScoreVerb.Images(common);
        var format = OptionRules.Choice("--image-format", "What the images are", ImageFormat.Cifar10);
        var until = new Option<string>("--until")
        {
            Description = "How sure the order is to be: a share in [0.5, 1), such as 0.95, or per cent, such as 95%.",
            DefaultValueFactory = _ => "0.95",
        };
        var top = new Option<int?>("--top")
        {
            Description = "Settle which are the best K of the estimators, whatever their order.",
        }.Within(1, int.MaxValue);
        var protocol = new ProtocolOptions(command);
        var journaling = new JournalOptions(command, common);
        foreach (var option in (Option[])[truth, scores, proxies, images, format, until, top])
        {
            command.Options.Add(option);
        }

        return command.Does((parsed, cancellation) =>
        {
            string[] computed = EstimatorGroups.Expand(parsed.GetValue(proxies) ?? []), columns = parsed.GetValue(scores) ?? [];
            string[] names = [.. computed, .. columns];
            var confidence = Confidence(parsed.GetRequiredValue(until));
            if (names.Length < 2 || names.Distinct().Count() < names.Length)
            {
                throw new WrongUseException(
                    $"--scores and --proxies: give at least two different estimators to rank (were {string.Join(", ", names)}).");
            }

            if (parsed.GetValue(top) is { } best && best >= names.Length)
            {
                throw new WrongUseException($"--top must be below the number of estimators, {names.Length} (was {best}).");
            }

            var pictures = ScoreVerb.LoadImages(parsed.GetValue(images), parsed.GetValue(format), computed);
            var nas = Session.Open(terminal);
            var view = further.Load(terminal, nas, parsed, [parsed.GetValue(truth) ?? "", .. columns]);
            var label = NumberColumns.Truth(parsed, truth, view);
            bool IsThere(string n) => view.Schema.GetColumnOrNull(n) is not null || NasDataCatalog.IsCost(n);
            if (columns.FirstOrDefault(n => !IsThere(n)) is { } no)
            {
                NumberColumns.Require(scores, no, view);
            }

            NumberColumns.Require(truth, label, view);
            using var journal = journaling.Open(parsed);
            using var scorer = computed.Length == 0 ? null : nas.Transforms.ZeroShot(
                computed,
                protocol.Read(
                    parsed, pictures, parsed.GetValue(common.Seed), input.Space(parsed), common.Run.Threads(parsed), journal)).Fit(view);
            AnytimeRankingOptions options = new()
            {
                Confidence = confidence,
                Top = parsed.GetValue(top),
                Seed = parsed.GetValue(common.Seed),
                Scorers = scorer is null ? [] : [scorer],
            };
            var scored = scorer?.Transform(view) ?? view;
            ReplacedColumns.Warn(terminal, scored);
            var start = Stopwatch.GetTimestamp();
            var ranking = Rank(
                run => nas.RankUntilSettled(scored, label, names, options, run), terminal, common, parsed, journal,
                cancellation);
            Print(terminal, ranking, Stopwatch.GetElapsedTime(start), parsed.GetValue(common.Json));
        });
    }

    private static AnytimeRanking Rank(
        Func<Scoring.RunOptions, AnytimeRanking> rank, Terminal terminal, CommonOptions common, ParseResult parsed, ScoreJournal? journal,
        CancellationToken cancellation)
    {
        try
        {
            return common.Run.Show(terminal, parsed, rank, cancellation);
        }
        catch (OperationCanceledException) when (journal is not null)
        {
            throw new StoppedException($"stopped; {journal.FilePath} keeps what was scored: continue with --resume.");
        }
    }

    private static double Confidence(string text)
    {
        var percent = text.EndsWith('%');
        return double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
            && (percent ? share / 100 : share) is >= 0.5 and < 1 and var confidence
            ? confidence
            : throw new WrongUseException($"--until: '{text}' is wrong; give a share in [0.5, 1), such as 0.95, or per cent, such as 95%.");
    }

    private static void Print(Terminal terminal, AnytimeRanking ranking, TimeSpan elapsed, bool json)
    {
        if (!json)
        {
            terminal.Out.Write(WideText.Fit($"{ranking}", terminal.Width));
            return;
        }

        JsonOutput.Write(terminal.Out, new
        {
            ranking.Scored,
            ranking.Of,
            ranking.Missing,
            Settled = ranking.IsSettled,
            Order = ranking.Order.Select(o => o.Key),
            Kendall = ranking.Order.Select(o => JsonOutput.Number(o.Value)),
            Pairs = ranking.Pairs.Select(p => new
            {
                A = p.First,
                B = p.Second,
                Difference = JsonOutput.Number(p.Difference),
                Low = p.Lower,
                High = p.Upper,
                Same = p.IsSame,
            }),
            Seconds = elapsed.TotalSeconds,
        });
    }
}
