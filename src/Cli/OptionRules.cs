using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NasPipelines.Cli;

/// <summary>What values options take; a fault is found before any work and names the option, the value and what would be right.</summary>
internal static class OptionRules
{
    /// <summary>An option of names separated by commas; it may be repeated.</summary>
    public static Option<string[]> Names(string name, string description, string what) => List(name, description, what, text => text);

    /// <summary>An option of shares in (0, 1] separated by commas; it may be repeated.</summary>
    public static Option<double[]> Shares(string name, string description) => List(
        name,
        description,
        "shares in (0, 1]",
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1
            ? share
            : throw new FormatException());

    /// <summary>An option of sizes of a top, as number, per cent or share, separated by commas; it may be repeated.</summary>
    public static Option<TopSize[]> Sizes(string name, string description) => List(
        name, description, "numbers of architectures (10), per cent (5%) or shares in (0, 1] (0.05)", TopSize.Parse);

    /// <summary>An option of positive whole numbers separated by commas; it may be repeated.</summary>
    public static Option<int[]> Integers(string name, string description, string what) => List(
        name,
        description,
        what,
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException());

    /// <summary>The files of an argument, all of which must exist.</summary>
    /// <exception cref="WrongUseException">Some do not; all are named.</exception>
    public static string[] Existing(this ParseResult parsed, Argument<string[]> files)
    {
        var given = parsed.GetRequiredValue(files);
        string[] missing = [.. given.Where(f => !File.Exists(f)).Select(f => $"'{f}'")];
        return missing.Length == 0 ? given : throw new WrongUseException($"{files.Name} {string.Join(", ", missing)}: no such file.");
    }

    /// <summary>Checks that a file is there.</summary>
    /// <param name="place">The option or argument that names it.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="WrongUseException">It is not.</exception>
    public static void RequireFile(string place, string path)
    {
        if (!File.Exists(path))
        {
            throw new WrongUseException($"{place} '{path}': there is no such file.");
        }
    }

    /// <summary>Checks that the folder of a file to write is there.</summary>
    /// <param name="output">The file that <c>--output</c> names.</param>
    /// <exception cref="WrongUseException">It is not.</exception>
    public static void RequireFolder(string output)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
        if (!Directory.Exists(folder))
        {
            throw new WrongUseException($"--output '{output}': the folder {folder} does not exist.");
        }
    }

    /// <summary>Restricts an integer; <see cref="int.MaxValue"/> stands for no upper limit.</summary>
    public static Option<T> Within<T>(this Option<T> option, int low, int high)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0
                && int.TryParse(result.Tokens[^1].Value, CultureInfo.InvariantCulture, out var value)
                && (value < low || value > high))
            {
                result.AddError(
                    $"{option.Name} must be {(high == int.MaxValue ? $"at least {low}" : $"in [{low}, {high}]")} (was {value}).");
            }
        });
        return option;
    }

    /// <summary>Restricts a text to some words, in any case.</summary>
    public static Option<string> OneOf(this Option<string> option, params string[] words)
    {
        option.Validators.Add(result => Require(result, option.Name, words));
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>An option whose words are the names of an enumeration.</summary>
    public static Option<T> Choice<T>(string name, string description, T standard, params T[] among)
        where T : struct, Enum
    {
        string[] words = [.. (among.Length == 0 ? Enum.GetValues<T>() : among).Select(v => v.ToString().ToLowerInvariant())];
        var option = new Option<T>(name)
        {
            Description = $"{description}: {string.Join(", ", words)}.",
            HelpName = "WORD",
            DefaultValueFactory = _ => standard,
            CustomParser = result => Require(result, name, words) ? Enum.Parse<T>(result.Tokens[^1].Value, ignoreCase: true) : default,
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words);
        return option;
    }

    private static Option<T[]> List<T>(string name, string description, string what, Func<string, T> read) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            string[] texts = [.. result.Tokens.SelectMany(
                t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            if (texts.Length == 0)
            {
                result.AddError($"{name} needs {what}, separated by commas.");
            }

            List<T> values = [];
            foreach (var text in texts)
            {
                try
                {
                    values.Add(read(text));
                }
                catch (FormatException)
                {
                    result.AddError($"{name}: '{text}' is wrong; give {what}, separated by commas.");
                }
            }

            return [.. values];
        },
    };

    private static bool Require(SymbolResult result, string name, string[] words)
    {
        if (result.Tokens.Count == 0 || words.Contains(result.Tokens[^1].Value, StringComparer.OrdinalIgnoreCase))
        {
            return result.Tokens.Count > 0;
        }

        result.AddError($"{name}: '{result.Tokens[^1].Value}' is not available; it takes {string.Join(", ", words)}.");
        return false;
    }
}
