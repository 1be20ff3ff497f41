using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Compat;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Uncertainty;

namespace NasPipelines.Cli;

/// <summary>By what scores are judged, and how they are compared.</summary>
internal sealed class ComparisonArguments
{
    private const string NoIntervals = "none";
    private const int ManyRows = 100_000;
    private const int FewResamples = 200;
    private const int CountedRows = 50_000;

    // The first of the usual baselines: parameters, multiply-accumulates, activations.
    private const int AlwaysCounted = 3;

    private readonly Option<string[]> _criteria = OptionRules.Names(
        "--criteria",
        "Criteria that get intervals and comparisons beside Kendall's tau, separated by commas; all for every one. Where left out, the "
            + "usual ones are printed without intervals.",
        "names of criteria");

    private readonly Option<TopSize[]> _sizes = OptionRules.Sizes(
        "--k", "How many are the top for P@K, BR@K and WR@K, separated by commas: a number (10), per cent (5%) or a share (0.05).");

    private readonly Option<string[]> _controls = OptionRules.Names(
        "--control", "Columns that partialKendall, partialSpearman and kendallWithinComplexity hold fixed, such as params.",
        "names of columns");

    private readonly Option<string?> _intervals = new("--intervals")
    {
        Description = string.Create(
            CultureInfo.InvariantCulture,
            $"Bootstrap resamples for 95 % intervals and comparisons, or none. Where left out: {new BootstrapOptions().Resamples}, but "
                + $"{FewResamples} above {ManyRows:#,0} architectures."),
    };

    private readonly Option<string[]> _compare = OptionRules.Names(
        "--compare", "Compare only these scores with each other; fewer pairs are told apart more easily.", "names of scores");

    private readonly Option<string[]> _baselines = OptionRules.Names(
        "--baselines",
        "Scores or columns that others must beat. Where left out: those called "
            + $"{string.Join(", ", new ComparisonOptions().Baselines)} among the scores and columns, with "
            + "params, flops and activations, counted for up to 50,000 architectures.",
        "names of scores or columns");

    private readonly Option<string?> _group = new("--group")
    {
        Description = "A column, such as a data set or task: compare within each of its values, and print the mean rank.",
    };

    private readonly Option<string[]> _subset = new("--subset")
    {
        Description = "Judge only rows that fulfil conditions, such as dataset=cifar10 or \"epochs>=100 & space=a|b\", or a subset: "
            + "unique, unique-functional, connected, no-unreachable, published-1024, three-seeds. May be repeated.",
    };

    public ComparisonArguments(Command command)
    {
        _sizes.DefaultValueFactory = _ => [new(0.01, null), new(0.05, null), new(0.1, null)];
        foreach (var option in (Option[])[_criteria, _sizes, _controls, _intervals, _compare, _baselines, _group, _subset])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Which rows are judged.</summary>
    public Option SubsetOption => _subset;

    /// <summary>The column that makes groups, or null.</summary>
    public string? Group(ParseResult parsed) => parsed.GetValue(_group);

    /// <summary>Whether criteria are named.</summary>
    public bool NamesCriteria(ParseResult parsed) => parsed.GetValue(_criteria) is { Length: > 0 };

    /// <summary>The columns of numbers that are needed beside truth and scores.</summary>
    public IEnumerable<string> Numbers(ParseResult parsed) =>
        [.. parsed.GetValue(_controls) ?? [], .. parsed.GetValue(_baselines) ?? []];

    /// <summary>The columns of numbers or text that make groups or that conditions on rows speak of.</summary>
    public IEnumerable<string> Labels(ParseResult parsed) =>
    [
        .. (parsed.GetValue(_subset) ?? []).SelectMany(text => text.Split('&'))
            .Select(part => part[..Math.Max(0, part.IndexOfAny(['=', '!', '<', '>']))].Trim()).Where(name => name.Length > 0),
        .. Group(parsed) is { } group ? [group] : Array.Empty<string>(),
    ];

    /// <summary>Checks names that the work would come upon late.</summary>
    /// <exception cref="WrongUseException">A score to compare is none, or there is no such column to group by.</exception>
    public void Check(ParseResult parsed, IDataView view, IReadOnlyList<string> scores)
    {
        if ((parsed.GetValue(_compare) ?? []).FirstOrDefault(name => !scores.Contains(name)) is { } unknown)
        {
            throw new WrongUseException($"--compare: '{unknown}' is none of the scores, {string.Join(", ", scores)}.");
        }

        if (Group(parsed) is { } group && view.Schema.GetColumnOrNull(group) is null && !NasDataCatalog.IsCost(group))
        {
            throw new WrongUseException($"--group: there is no column '{group}'; the columns are "
                + $"{string.Join(", ", view.Schema.Where(c => !c.IsHidden).Select(c => c.Name))}.");
        }
    }

    /// <summary>The rows that are asked for.</summary>
    public IDataView Choose(NasCatalog nas, ParseResult parsed, IDataView view) =>
        (parsed.GetValue(_subset) ?? []).Aggregate(view, (rows, text) => nas.Data.Subset(rows, text));

    /// <summary>
    /// The columns that are free to know and that others are held against: those named, else those there are, with parameters,
    /// multiply-accumulates and activations where they can be counted soon.
    /// </summary>
    public string[] Baselines(ParseResult parsed, IDataView view, IReadOnlyList<string> scores)
    {
        if (parsed.GetValue(_baselines) is { Length: > 0 } named)
        {
            return named;
        }

        string[] found =
        [
            .. new ComparisonOptions().Baselines.Where(
                n => scores.Contains(n) || view.Schema.GetColumnOrNull(n) is { Type: NumberDataViewType }),
            .. scores.Where(n => NasDataCatalog.IsCost(n)),
        ];
        var counts = view.Schema.GetColumnOrNull("Architecture") is not null && view.GetRowCount() <= CountedRows;
        return [.. new ComparisonOptions().Baselines.Take(counts ? AlwaysCounted : 0).Concat(found).Distinct()];
    }

    /// <summary>What is evaluated: the usual criteria and those that are named.</summary>
    public RankingEvaluationOptions Evaluation(ParseResult parsed, MissingScores missing, MissingTruth missingTruth) =>
        Options(parsed, [.. Criteria.Standard, .. Named(parsed)], missing, missingTruth);

    /// <summary>What gets intervals: Kendall's tau, and the criteria that are named.</summary>
    public RankingEvaluationOptions Compared(ParseResult parsed, MissingScores missing, MissingTruth missingTruth) =>
        Options(parsed, [Criteria.Get("kendall"), .. Named(parsed)], missing, missingTruth);

    /// <summary>How scores are compared, or null where no intervals are wanted.</summary>
    /// <exception cref="WrongUseException">An option is wrong, or contradicts another.</exception>
    public ComparisonOptions? Comparison(ParseResult parsed, IReadOnlyList<string> baselines, long? rows)
    {
        var text = parsed.GetValue(_intervals) ?? $"{(rows > ManyRows ? FewResamples : new BootstrapOptions().Resamples)}";
        var compared = parsed.GetValue(_compare) is { Length: > 0 } names ? names : null;
        if (text.Equals(NoIntervals, StringComparison.OrdinalIgnoreCase))
        {
            return compared is null && Group(parsed) is null ? null
                : throw new WrongUseException(
                    $"--intervals none contradicts {(compared is null ? "--group" : "--compare")}, which compares by resamples.");
        }

        return compared is { Length: 1 }
            ? throw new WrongUseException($"--compare: give at least two scores (was '{compared[0]}').")
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var resamples) && resamples is >= 10 and <= 1_000_000
            ? new() { Bootstrap = new() { Resamples = resamples }, Baselines = baselines, Compared = compared }
            : throw new WrongUseException($"--intervals: '{text}' is wrong; give a number of resamples in [10, 1000000], or none.");
    }

    private Criterion[] Named(ParseResult parsed)
    {
        string[] names = parsed.GetValue(_criteria) ?? [];
        Criterion[] criteria =
        [
            .. names.SelectMany(n => n.ToUpperInvariant() switch
            {
                "ALL" => Criteria.All.Where(c => HasControls() || !Controlled(c)),
                "STANDARD" => Criteria.Standard,
                _ => [Find(n)],
            }),
        ];
        return criteria.FirstOrDefault(c => Controlled(c) && !HasControls()) is { } lacking
            ? throw new WrongUseException(
                $"--criteria {lacking.Name} needs --control: name the columns that it holds fixed, such as params.")
            : criteria;

        bool HasControls() => parsed.GetValue(_controls) is { Length: > 0 };
        static bool Controlled(Criterion c) =>
            c.Name.StartsWith("partial", StringComparison.Ordinal) || c.Name == "kendallWithinComplexity";
    }

    private static Criterion Find(string name) =>
        Criteria.All.Concat(PublishedCriteria.All).FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new WrongUseException($"--criteria: there is no criterion '{name}'; known: "
            + $"{string.Join(", ", Criteria.All.Concat(PublishedCriteria.All).Select(c => c.Name))}, all, standard.");

    private RankingEvaluationOptions Options(
        ParseResult parsed, Criterion[] criteria, MissingScores missing, MissingTruth missingTruth)
    {
        var sizes = parsed.GetRequiredValue(_sizes);
        if (sizes.Contains(new(0, 1)) && sizes.Contains(new(1, null)))
        {
            throw new WrongUseException("--k: 1 (one architecture) and 100% cannot both be given.");
        }

        return new()
        {
            Criteria =
            [
                .. criteria.SelectMany(c => c is RatioCriterion at ? sizes.Select(s => s.Of(at)) : [c])
                    .DistinctBy(c => c is RatioCriterion at ? (c.Name, at.Ratio) : (c.Name, 0.0)),
            ],
            ControlColumnNames = parsed.GetValue(_controls) ?? [],
            MissingScores = missing,
            MissingTruth = missingTruth,
        };
    }
}
