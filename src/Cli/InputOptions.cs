using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.ML;
using NasPipelines.Spaces;

namespace NasPipelines.Cli;

/// <summary>The architectures that a verb works on: a table, or a search space by name, whole or sampled.</summary>
internal sealed class InputOptions
{
    private const string StandardInput = "-";

    private readonly CommonOptions _common;
    private readonly NetworkInput? _networks;
    private readonly Argument<string[]> _input = new("INPUT")
    {
        Description = "A table (CSV, TSV, JSON, Parquet, NumPy, .idv; - reads standard input), the name of a search space, or networks: "
            + "ONNX files, folders of them, or a pattern.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string?> _space = new("--space")
    {
        Description = $"The search space of a table's architectures, or to take them from: {SpaceNames.Form}.",
    };
    private readonly Option<int?> _sample = new Option<int?>("--sample")
    {
        Description = "Take this many random architectures of the input.",
    }.Within(1, int.MaxValue);

    public InputOptions(Command command, CommonOptions common, NetworkInput? networks = null)
    {
        (_common, _networks) = (common, networks);
        _input.Validators.Add(RefuseOptions);
        Tables = new(command);
        common.Files.Reads(_input);
        common.Files.Reads(_space);
        string[] spaces = [.. SearchSpaces.All.Select(s => s.Name)];
        _input.CompletionSources.Add(spaces);
        _space.CompletionSources.Add(spaces);
        command.Arguments.Add(_input);
        command.Options.Add(_space);
        command.Options.Add(_sample);
    }

    /// <summary>How tables are read.</summary>
    public TableOptions Tables { get; }

    /// <summary>Whether neither an input nor its space is given.</summary>
    public bool IsAbsent(ParseResult parsed) => parsed.GetValue(_input) is null or [] && parsed.GetValue(_space) is null;

    /// <summary>The sample of a table that is asked for, or all of it.</summary>
    public IDataView Sample(NasCatalog nas, ParseResult parsed, IDataView table) =>
        parsed.GetValue(_sample) is { } rows
            ? Counted(() => nas.Data.SampleRows(table, rows, parsed.GetValue(_common.Seed)), rows, "different architectures in INPUT")
            : table;

    /// <summary>Refuses a sample that no ranking can be made of.</summary>
    /// <exception cref="WrongUseException">One architecture is asked for.</exception>
    public void RequireRanking(ParseResult parsed)
    {
        if (parsed.GetValue(_sample) is 1)
        {
            throw new WrongUseException("--sample must be at least 2 (was 1): one architecture has no ranking to judge.");
        }
    }

    /// <summary>The search space, or null where the table tells it.</summary>
    /// <exception cref="WrongUseException">There is no such space.</exception>
    public SearchSpace? Space(ParseResult parsed) => _common.Spaces.Get(parsed, _space);

    /// <summary>The architectures.</summary>
    /// <param name="terminal">Where standard input comes from.</param>
    /// <param name="nas">The library.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="required">The columns that the verb needs; null where it takes all.</param>
    /// <param name="texts">The columns to keep even where they hold text; null for none.</param>
    public IDataView Load(
        Terminal terminal, NasCatalog nas, ParseResult parsed, IReadOnlyList<string>? required = null,
        IReadOnlyList<string>? texts = null)
    {
        var (space, sample, seed) = (Space(parsed), parsed.GetValue(_sample), parsed.GetValue(_common.Seed));
        var inputs = parsed.GetValue(_input) ?? [];
        if (NetworkInput.Load(nas, inputs, _networks?.Options(parsed)) is { } networks)
        {
            return Sample(nas, parsed, networks);
        }

        var input = inputs.Length <= 1 ? inputs.FirstOrDefault() : throw new WrongUseException(
            $"INPUT is given {inputs.Length} times, which only ONNX files are; '{inputs[0]}' is none.");
        if (input is null && space is null)
        {
            throw new WrongUseException(
                "INPUT is missing: give a table (.csv, .tsv, .json, .parquet; - reads standard input) or the name of a search space "
                + $"({SpaceNames.Known}).");
        }

        var options = Tables.Read(parsed, space, required, texts);
        if (input == StandardInput)
        {
            return Sample(nas, parsed, nas.Data.LoadBenchmark(terminal.In, "standard input", options));
        }

        // A folder may be called as a search space is; a file is a table.
        if (File.Exists(input) || (Directory.Exists(input) && _common.Spaces.Find(input) is null))
        {
            return Sample(nas, parsed, nas.Data.LoadBenchmark(input, options: options));
        }

        var named = (input is null ? space : _common.Spaces.Find(input))
            ?? throw new WrongUseException($"INPUT '{input}' is neither a file nor a search space; spaces: {SpaceNames.Known}.");
        if (space is not null && space != named)
        {
            throw new WrongUseException($"--space {space.Name} contradicts INPUT {named.Name}; leave it out.");
        }

        return sample is { } count
            ? Counted(() => nas.Data.Sample(named, count, seed), count, $"architectures in {named.Name}", $"{named.Size}")
            : named.IsEnumerable ? nas.Data.Enumerate(named)
            : throw new WrongUseException($"INPUT {named.Name} is too large to take whole ({named.Size} architectures); give --sample.");
    }

    // An argument that may be given several times takes options that are not known for its values.
    private static void RefuseOptions(ArgumentResult input)
    {
        foreach (var token in input.Tokens.Where(token => token.Value is ['-', _, ..]))
        {
            input.AddError($"Unrecognized command or argument '{token.Value}'.");
        }
    }

    // The library's message names its own argument.
    private static IDataView Counted(Func<IDataView> sample, int count, string what, string? there = null)
    {
        try
        {
            return sample();
        }
        catch (ArgumentOutOfRangeException e) when (e.ParamName == nameof(count))
        {
            there ??= e.Message.Split(" to ", 2)[^1].Split(' ')[0];
            throw new WrongUseException($"--sample must be at most {there}, the number of {what} (was {count}).");
        }
    }
}
