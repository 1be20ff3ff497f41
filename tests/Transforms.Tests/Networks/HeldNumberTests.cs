using System.Reflection;
using NasPipelines.Networks.Torch;
using NasPipelines.Trainers.WeightSharing;
using TorchSharp;

namespace NasPipelines.Tests.Networks;

/// <summary>
/// No number is boxed for libtorch out of sight, where the collector may free it while libtorch reads it: read from what is compiled.
/// </summary>
public sealed class HeldNumberTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    [Test]
    public void Numbers_OfEveryOperation_AreHeldWhileLibtorchReadsThem()
    {
        var boxing = Boxing();
        Assert.That(boxing.Select(method => method.Name), Does.Contain("square").And.Contain("op_Addition").And.Not.Contain("matmul"));

        var found = new[] { typeof(HeldNumber).Assembly, typeof(Supernets).Assembly }.SelectMany(Methods)
            .Where(method => method.DeclaringType != typeof(HeldNumber) && method.Name != ConstructorInfo.TypeConstructorName)
            .SelectMany(method => Calls(method).Where(call => IsBox(call) || boxing.Contains(call)).Select(
                call => $"{method.DeclaringType!.Name}.{method.Name} calls {call.DeclaringType!.Name}.{call.Name}"));
        Assert.That(found, Is.Empty, "call it with a number of HeldNumber.With");
    }

    /// <summary>The methods of TorchSharp that box a number themselves, or by what they call.</summary>
    private static HashSet<MethodBase> Boxing()
    {
        var calls = Methods(typeof(torch).Assembly).Where(method => !IsBox(method))
            .ToDictionary(method => method, method => Calls(method).ToHashSet());
        var boxing = calls.Where(method => method.Value.Any(IsBox)).Select(method => method.Key).ToHashSet();
        while (calls.Where(method => !boxing.Contains(method.Key) && method.Value.Overlaps(boxing)).Select(method => method.Key).ToList()
            is { Count: > 0 } more)
        {
            boxing.UnionWith(more);
        }

        return boxing;
    }

    private static bool IsBox(MethodBase method) =>
        method.DeclaringType == typeof(Scalar) && method is ConstructorInfo or { Name: "op_Implicit" }
        || method is { Name: "ToScalar", DeclaringType.Name: "ScalarExtensionMethods" };

    private static IEnumerable<MethodBase> Methods(Assembly assembly) => assembly.GetTypes().SelectMany(
        type => type.GetMethods(Any).Cast<MethodBase>().Concat(type.GetConstructors(Any)));

    /// <summary>What a method calls: the operands of call, callvirt and newobj, wherever the four bytes behind one name a method.</summary>
    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i + 4 < code.Length; i++)
        {
            if (code[i] is 0x28 or 0x6F or 0x73 && Resolve(method, BitConverter.ToInt32(code, i + 1)) is { } called)
            {
                i += 4;
                yield return called;
            }
        }
    }

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMethod(
                token, method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
