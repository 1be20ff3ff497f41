using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Number of operations of some kinds that an architecture chose, as written, in one of its cells or in all: <c>count:pool</c>,
/// <c>count:normal:max_pool_3x3+avg_pool_3x3</c>. A word that is no operation's name stands for all whose names hold it.
/// <c>minus-count:</c> counts the same, fewer being better: minus the poolings of the normal cell ranks NAS-Bench-301 better than any
/// published zero-shot score does.
/// </summary>
/// <example>NAS-Bench-201 with four 3×3 convolutions, a skip and a pooling: <c>count:conv</c> 4, <c>count:pool+skip</c> 2.</example>
internal sealed class OperationCount : ZeroShotProxy
{
    /// <summary>How names of such counts start.</summary>
    public const string Prefix = "count:";

    /// <summary>The same, where fewer are better.</summary>
    public const string MinusPrefix = "minus-count:";

    private readonly string? _cell;
    private readonly string[] _words;
    private readonly bool _minus;

    private OperationCount(string name, string? cell, string[] words, bool minus) =>
        (Name, _cell, _words, _minus) = (name, cell, words, minus);

    public override string Name { get; }

    public override string Description =>
        $"number of operations {string.Join(", ", _words)}" + (_cell is null ? "" : $" of the {_cell} cell")
        + (_minus ? ", fewer are better" : "");

    public override ScoreDirection Direction => _minus ? ScoreDirection.LowerIsBetter : ScoreDirection.HigherIsBetter;

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override bool DependsOnEncoding => true;

    /// <summary>The count of a name; null where the name is none of a count.</summary>
    /// <exception cref="ArgumentException">It starts like one, and is not well formed.</exception>
    public static OperationCount? Parse(string name)
    {
        var minus = name.StartsWith(MinusPrefix, StringComparison.OrdinalIgnoreCase);
        if (!minus && !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = name[(minus ? MinusPrefix : Prefix).Length..].Split(':');
        var words = parts[^1].Split('+');
        return parts.Length <= 2 && parts.Concat(words).All(part => part.Length > 0)
            ? new(name, parts.Length == 2 ? parts[0] : null, words, minus)
            : throw new ArgumentException(
                $"'{name}' must be {Prefix}OPERATION+OPERATION or {Prefix}CELL:OPERATION+OPERATION, such as {Prefix}normal:pool.",
                nameof(name));
    }

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var (chosen, all) = (observations.Costs.Operations, observations.Costs.OperationNames);
        if (all.Count == 0)
        {
            return ScoreValue.Missing("the genes of the search space choose no operations");
        }

        var cells = chosen.Select(o => o.Cell).Distinct().ToList();
        if (_cell is not null && !cells.Contains(_cell))
        {
            return ScoreValue.Missing(
                $"the search space has no cell '{_cell}'; known: {string.Join(", ", cells.Select(c => c ?? "one without a name"))}");
        }

        var counted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in _words)
        {
            string[] meant = all.Contains(word) ? [word] : [.. all.Where(name => name.Contains(word, StringComparison.Ordinal))];
            if (meant.Length == 0)
            {
                return ScoreValue.Missing($"the search space has no operation '{word}'; known: {string.Join(", ", all)}");
            }

            counted.UnionWith(meant);
        }

        return chosen.Count(o => counted.Contains(o.Operation) && (_cell is null || o.Cell == _cell));
    }
}
